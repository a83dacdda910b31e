/**
 * Stores and folders in Google Cloud Storage. No other package knows its client.
 *
 * <p>Objects are written once, under names that nobody else takes, and never changed; what decides
 * which of them count is the manifest, which is made if there is none, in one step. Every byte is
 * checked by CRC32C on its way up and down.
 */
package org.heirloom.store.gcs;
