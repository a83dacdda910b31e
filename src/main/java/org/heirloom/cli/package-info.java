/**
 * The command line: arguments, progress, exit codes, and the wiring of everything else.
 *
 * <p>The only package that imports picocli, reads the clock, writes to standard streams and catches
 * every exception. Nothing may import it.
 */
package org.heirloom.cli;
