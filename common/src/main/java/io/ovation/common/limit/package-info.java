/** How often something may be done. */
package io.ovation.common.limit;
