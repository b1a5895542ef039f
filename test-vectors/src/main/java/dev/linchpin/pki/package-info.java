/**
 * Test certificates, minted by code. Any certificate can sign any other, because that is what an attacker does; everything is an
 * immutable value, and no security provider is registered with the JVM.
 *
 * <pre>{@code
 * TestCertificate root = TestCertificate.root("Linchpin Test Root");
 * TestCertificate issuing = root.intermediate("Linchpin Test Issuing CA");
 * TestCertificate leaf = issuing.leaf("api.linchpin.test");
 * }</pre>
 */
@NullMarked
package dev.linchpin.pki;

import org.jspecify.annotations.NullMarked;
