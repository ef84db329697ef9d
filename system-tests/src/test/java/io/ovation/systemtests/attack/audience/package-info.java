/** Those who must not notice an attack, and what they notice. */
package io.ovation.systemtests.attack.audience;
