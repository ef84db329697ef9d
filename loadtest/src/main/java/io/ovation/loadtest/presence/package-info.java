/** How soon those who watch a member hear that the member has come or gone. */
package io.ovation.loadtest.presence;
