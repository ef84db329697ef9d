/** Says of the members whose streams this node holds that they are there. */
package io.ovation.frontend.presence;
