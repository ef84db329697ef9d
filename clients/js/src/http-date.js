/** `Sun, 06 Nov 1994 08:49:37 GMT`, and as it was in RFC 850: `Sunday, 06-Nov-94 08:49:37 GMT`. */
const WITH_ZONE = /^[A-Z][a-z]{2,8}, (?<day>\d\d)[ -](?<month>[A-Z][a-z]{2})[ -](?<year>\d{4}|\d\d) (?<time>[\d:]{8}) GMT$/;
/** `Sun Nov  6 08:49:37 1994`, which is GMT, too. */
const ASCTIME = /^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>[\d:]{8}) (?<year>\d{4})$/;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec';

/**
 * A date as HTTP writes it, in any of the three ways of RFC 9110, 5.6.7. `Date.parse` alone would take the last one for
 * local time, and `-5` or `1.5` for dates.
 *
 * @param {string} text
 * @returns {number} milliseconds since 1970; NaN if it is no such date
 */
export function parseHttpDate(text) {
  const { day = '', month = '', year = '', time } = (WITH_ZONE.exec(text) ?? ASCTIME.exec(text))?.groups ?? {};
  return MONTHS.includes(month) ? Date.parse(`${day.trim()} ${month} ${fullYear(year)} ${time} GMT`) : NaN;
}

/** @param {string} year of two digits is the latest one that is no more than 50 years ahead */
function fullYear(year) {
  const latest = new Date().getUTCFullYear() + 50;
  return year.length === 2 ? latest - ((latest - Number(year)) % 100) : year;
}
