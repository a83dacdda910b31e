/**
 * What a network has learned to see: concept activation vectors with their null, linear probes with
 * a control task, and similarity of representations.
 *
 * <p>Activations and gradients are computed once per network and example, in the graph; everything
 * after that is linear algebra in double precision on the pooled values, shared by all concepts,
 * classes and repetitions. May import {@code org.heirloom}, {@code stats}, {@code metrics} and
 * {@code model}, and TensorFlow's operations to build graphs, but no sessions.
 */
package org.heirloom.probe;
