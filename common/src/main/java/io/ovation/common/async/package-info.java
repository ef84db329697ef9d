/** Stages whose steps run on the thread that completes them. */
package io.ovation.common.async;
