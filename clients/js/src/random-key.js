/** 128 random bits. Not `crypto.randomUUID()`, which browsers offer to secure pages only. */
export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
