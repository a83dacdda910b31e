/**
 * Objectives of distillation, the controls that they are held against, and the recipes that combine
 * them.
 *
 * <p>An objective is a small class that adds operations to a graph; it opens no session.
 */
package org.heirloom.distill;
