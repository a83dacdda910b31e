/**
 * How what is recorded becomes visible: an endpoint that Prometheus reads while a process runs, and
 * results that outlive it, in a Pushgateway or a text file. The only package that knows Micrometer
 * and Prometheus.
 *
 * <p>On a cluster that several jobs share, each job brings our classes in a class loader of its own
 * while libraries are the cluster's. So nothing of ours is left in what libraries hold: the
 * registry is found again among Micrometer's, and gauges in it hold our numbers weakly.
 */
package org.heirloom.metrics.exposed;
