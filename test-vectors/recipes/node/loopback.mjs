/** Certificates from the openssl command, and TLS servers on loopback that remember what they were sent. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { X509Certificate } from 'node:crypto';

const KEYS = {
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  rsa: ['-newkey', 'rsa:2048'],
  ed25519: ['-newkey', 'ed25519'],
};

/** An authority of its own in a folder of its own, which `close` removes. */
export class Authority {
  #folder = mkdtempSync(join(tmpdir(), 'pins-'));

  constructor() {
    const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'];
    const request = ['-x509', ...KEYS.ec, '-nodes', '-days', '30', '-subj', '/CN=Test Root'];
    this.#openssl(
      'req',
      ...request,
      ...extensions.flatMap((e) => ['-addext', e]),
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
    );
    this.pem = this.#read('ca.pem');
  }

  /** Key, certificate and DER of a server with these alternative names. */
  leaf(names = 'DNS:localhost,IP:127.0.0.1', keyType = 'ec') {
    const extensions = `subjectAltName=${names}\nbasicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\n`;
    writeFileSync(join(this.#folder, 'leaf.ext'), extensions);
    this.#openssl('req', ...KEYS[keyType], '-nodes', '-subj', '/CN=leaf', '-keyout', 'leaf.key', '-out', 'leaf.csr');
    const signer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '10', '-extfile', 'leaf.ext'];
    this.#openssl('x509', '-req', '-in', 'leaf.csr', ...signer, '-out', 'leaf.pem');
    const cert = this.#read('leaf.pem');
    return { key: this.#read('leaf.key'), cert, der: new X509Certificate(cert).raw, pin: this.#pin() };
  }

  /** The pin as openssl computes it, which shares no code with the verifier. */
  #pin() {
    this.#openssl('x509', '-in', 'leaf.pem', '-pubkey', '-noout', '-out', 'leaf.pub');
    const spki = this.#openssl('pkey', '-pubin', '-in', 'leaf.pub', '-outform', 'DER');
    writeFileSync(join(this.#folder, 'leaf.spki'), spki);
    return `sha256/${this.#openssl('dgst', '-sha256', '-binary', 'leaf.spki').toString('base64')}`;
  }

  close() {
    rmSync(this.#folder, { recursive: true });
  }

  #openssl(...args) {
    return execFileSync('openssl', args, { cwd: this.#folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  #read(name) {
    return readFileSync(join(this.#folder, name), 'utf8');
  }
}

/** Answers every request with `ok`, keeps connections open, and counts them. */
export class Server {
  received = '';
  handshakes = 0;
  resumed = 0;
  #server;

  static async start(leaf, options = {}) {
    const server = new Server();
    server.#server = tls.createServer({ key: leaf.key, cert: leaf.cert, ...options }, (socket) =>
      server.#serve(socket),
    );
    server.#server.on('tlsClientError', () => {});
    await new Promise((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    server.port = server.#server.address().port;
    return server;
  }

  get requests() {
    return this.received.split('\r\n\r\n').length - 1;
  }

  /** Ends when every connection has ended, so that `received` is final. */
  close() {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket) {
    this.handshakes++;
    if (socket.isSessionReused()) this.resumed++;
    socket.on('error', () => {});
    socket.on('data', (data) => {
      this.received += data.toString('latin1');
      if (this.received.endsWith('\r\n\r\n')) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    });
  }
}
