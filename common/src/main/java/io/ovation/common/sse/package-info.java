/** Server-Sent Events as the WHATWG HTML standard defines them, written and read. */
package io.ovation.common.sse;
