/** The frontend role: holds the viewers' event streams and delivers to them what happens on their topics. */
package io.ovation.frontend;
