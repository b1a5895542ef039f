/**
 * Pins for React Native, written by `linchpin emit react-native`, for react-native-ssl-public-key-pinning 1.2 on Android and iOS:
 *
 *     import { initializePins } from './pins';
 *
 *     await initializePins(); // before the first request
 *     const response = await fetch('https://api.example.com/');
 *
 * Guaranteed, by OkHttp on Android and TrustKit on iOS: what `fetch`, XMLHttpRequest and axios send reaches none of these hosts without a
 * pinned key on the path that the platform has verified; the platform's own checks come first. A package that is not linked, or a pin
 * that is none, throws here.
 *
 * Not possible here, and why: what was sent before has left a connection or session behind that is not asked again; WebSockets, web
 * views and native modules have connections of their own; the end of pins is a day, and on Android it is looked at once, when they are
 * initialized; where two rules cover a host, Android accepts the pins of both. This code is type-checked, and not run by Linchpin.
 */

import { initializeSslPinning, isSslPinningAvailable, type PinningOptions } from 'react-native-ssl-public-key-pinning';

export const pins: PinningOptions = {
  'api.example.com': {
    includeSubdomains: false,
    publicKeyHashes: [
      // leaf, CN=api.example.com, until 2027-02-19
      'x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // `linchpin backup --host api.example.com` makes a backup key and prints its pin. Without it, this throws.
      '!! put the pin of a backup key here !!',
    ],
  },
};

for (const [host, { publicKeyHashes }] of Object.entries(pins)) {
  const wrong = publicKeyHashes.find((hash) => !/^[A-Za-z0-9+/]{43}=$/.test(hash));
  if (wrong !== undefined) throw new Error('pins of ' + host + ': "' + wrong + '" is not the base64 of a SHA-256 hash');
}

/** Pins all that is sent from then on; to be awaited before the first request, and to fail the start of the app if it throws. */
export async function initializePins(): Promise<void> {
  if (!isSslPinningAvailable()) throw new Error('react-native-ssl-public-key-pinning is not linked: nothing would be pinned');
  await initializeSslPinning(pins);
}
