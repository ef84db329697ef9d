/** Values as people read them. Whatever is not known is a dash. */
export const UNKNOWN = '–';

const STEPS = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** Three digits are enough to see; a space between the number and its unit. */
function scaled(value, unit) {
  const [size, prefix] = STEPS.find(([step]) => Math.abs(value) >= step * 0.9995) ?? [1, ''];
  const suffix = prefix + unit;
  return digits(value / size) + (suffix === '' ? '' : `\u202F${suffix}`);
}

function digits(value) {
  const places = value === 0 || Number.isInteger(value) || Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
  return value.toFixed(places);
}

const known = (format) => (value) => (typeof value === 'number' && Number.isFinite(value) ? format(value) : UNKNOWN);

/** A whole number, up to 9 999 in full. */
export const count = known((value) => (value < 10_000 ? grouped(Math.round(value)) : scaled(value, '')));

function grouped(value) {
  return String(value).replace(/(\d)(?=(\d{3})+$)/g, '$1\u202F');
}

/** A whole number in full, to compare it with others. */
export const whole = known(grouped);

/** Of something a second; less than a tenth of one is told apart from none. */
export const rate = known((value) => {
  if (value > 0 && value < 0.1) {
    return '<\u202F0.1';
  }
  return value < 10 ? String(Number(value.toFixed(1))) : value < 1000 ? String(Math.round(value)) : scaled(value, '');
});
export const perSecond = known((value) => `${rate(value)}\u202F/s`);
export const bytes = known((value) => scaled(value, 'B'));
export const bytesPerSecond = known((value) => `${scaled(value, 'B')}/s`);
export const milliseconds = known((value) => (value >= 1000 ? `${digits(value / 1000)}\u202Fs` : `${digits(value)}\u202Fms`));
export const millisecondsPerSecond = known((value) => `${digits(value)}\u202Fms/s`);
export const percent = known((value) => `${Math.round(value * 100)}\u202F%`);

/** Of what should be little, so that it is told apart from none. */
export const share = known((value) => {
  const hundredths = value * 100;
  if (value === 0) {
    return 'none';
  }
  return hundredths < 0.01 ? '<\u202F0.01\u202F%' : `${Number(hundredths.toPrecision(hundredths < 1 ? 1 : 2))}\u202F%`;
});

/** The two largest units of a time, in seconds. */
export const duration = known((seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(first < 0 ? 3 : first, first < 0 ? 4 : first + 2)
    .filter(([value], index) => index === 0 || value > 0)
    .map(([value, unit]) => `${value}\u202F${unit}`)
    .join(' ');
});

/**
 * What tells nodes apart, as short as it can be: their ports if they share a host, their hosts if they share a port.
 *
 * @param {string[]} addresses as host:port
 * @returns {Map<string, string>} by address
 */
export function shortNames(addresses) {
  const parts = addresses.map((address) => {
    const colon = address.lastIndexOf(':');
    return colon < 0 ? [address, ''] : [address.slice(0, colon), address.slice(colon)];
  });
  const isUnique = (index) => new Set(parts.map((part) => part[index])).size === parts.length;
  const isSame = (index) => new Set(parts.map((part) => part[index])).size === 1;
  const hosts = hostNames(parts.map(([host]) => host));
  return new Map(
    addresses.map((address, index) => {
      if (parts.length > 1 && isSame(0) && isUnique(1)) {
        return [address, parts[index][1]];
      }
      return [address, isUnique(0) && parts.length > 1 ? hosts[index] : address];
    }),
  );
}

/** Without the domain, where that leaves each with a name of its own. */
function hostNames(hosts) {
  const first = hosts.map((host) => (/^[\d.]+$|:/.test(host) ? host : host.split('.')[0]));
  return new Set(first).size === hosts.length ? first : hosts;
}
