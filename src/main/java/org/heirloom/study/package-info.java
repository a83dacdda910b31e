/**
 * The study file: its records, strict loading with every problem told at once, and the names that a
 * study can use.
 *
 * <p>May not import anything of ours below {@code store}; a name that a study can use is listed in
 * {@link org.heirloom.study.Vocabulary}, and its implementation lives elsewhere.
 */
package org.heirloom.study;
