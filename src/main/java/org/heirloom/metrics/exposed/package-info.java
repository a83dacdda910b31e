/**
 * How what is recorded becomes visible: an endpoint that Prometheus reads while a process runs, and
 * results that outlive it, in a Pushgateway or a text file. The only package that knows Micrometer
 * and Prometheus.
 */
package org.heirloom.metrics.exposed;
