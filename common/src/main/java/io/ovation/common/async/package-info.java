/** Stages whose steps run on the thread that completes them, and what their failures mean. */
package io.ovation.common.async;
