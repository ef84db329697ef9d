const KEY = 'ovation-management-token';

/** The management token, which is kept until the tab is closed. */
export const token = {
  get isThere() {
    return sessionStorage.getItem(KEY) !== null;
  },

  /** @param {string} text */
  keep(text) {
    sessionStorage.setItem(KEY, text);
  },

  forget() {
    sessionStorage.removeItem(KEY);
  },

  /** How a request shows it, which asks for nothing that is kept. @returns {RequestInit} */
  request(accept) {
    const text = sessionStorage.getItem(KEY);
    return {
      headers: { Accept: accept, ...(text !== null && { Authorization: `Bearer ${text}` }) },
      // Without credentials the browser does not ask for a password in a window of its own.
      credentials: 'omit',
      cache: 'no-store',
    };
  },
};
