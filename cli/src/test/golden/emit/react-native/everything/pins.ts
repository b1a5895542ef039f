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
// Not as in the policy: *.example.org is left out and not pinned by a rule of its own: React Native has no pattern for one label.
// Not as in the policy: 192.0.2.7 is left out and not pinned by a rule of its own: React Native pins names of two labels or more.
// Not as in the policy: 2001:db8::7 is left out and not pinned by a rule of its own: React Native pins names of two labels or more.
// Not as in the policy: React Native has no pins of certificates: those are missing in the rule for certificate.example.net.
// Not as in the policy: certificate.example.net is left out and not pinned: React Native takes no rule with a single pin.
// Not as in the policy: the pins of closed.example.com do not end here; in the policy they end at 2030-12-31T12:00:00Z and refuse every peer from then on.
// Not as in the policy: watched.example.com is left out and not pinned by a rule of its own: React Native cannot report without refusing.
// Not as in the policy: single.example.com is left out and not pinned: React Native takes no rule with a single pin.
// Not as in the policy: cdn.tree.example.com is exempt in the policy, and not here, as React Native has no exemptions: it falls under a wider rule if there is one.
// Not as in the policy: hosts that no rule covers are allowed, in the policy they are refused.

import { initializeSslPinning, isSslPinningAvailable, type PinningOptions } from 'react-native-ssl-public-key-pinning';

export const pins: PinningOptions = {
  'api.example.com': {
    includeSubdomains: false,
    publicKeyHashes: [
      // leaf, CN=api.example.com, until 2027-02-19
      'x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      '58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
    ],
  },
  'xn--bcher-kva.example': {
    includeSubdomains: false,
    publicKeyHashes: [
      // leaf, CN=api.example.com, until 2027-02-19
      'x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      '58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
    ],
  },
  'tree.example.com': {
    includeSubdomains: true,
    publicKeyHashes: [
      // leaf, CN=api.example.com, until 2027-02-19
      'x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      '58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
    ],
    expirationDate: '2030-12-31', // in the policy: 2030-12-31T00:00:00Z
  },
  'closed.example.com': {
    includeSubdomains: false,
    publicKeyHashes: [
      // leaf, CN=api.example.com, until 2027-02-19
      'x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      '58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
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
