/** Group commit: many publishers share one transaction of the store. */
package io.ovation.likes.commit;
