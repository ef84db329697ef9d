/** How what comes later is gone on with. */
package io.ovation.common.async;
