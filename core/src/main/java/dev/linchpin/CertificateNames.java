package dev.linchpin;

import dev.linchpin.internal.Ascii;
import dev.linchpin.internal.DerException;
import dev.linchpin.internal.DerReader;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.Slice;
import dev.linchpin.policy.Hostname;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The hosts that a certificate is for, as RFC 9525 reads them: the dNSName and iPAddress entries of its subjectAltName, and never
 * its common name (§2). Read from the extension's own bytes, since parsers differ on what they make of odd ones. What is malformed
 * covers nothing: of an extension that is no DER, no entry is used. Immutable.
 */
final class CertificateNames {
    private static final String SUBJECT_ALT_NAME = "2.5.29.17";
    /** GeneralName, RFC 5280 §4.2.1.6. */
    private static final int DNS_NAME = 0x82;

    private static final int IP_ADDRESS = 0x87;
    private static final int MAX_LISTED = 10;

    /** As they stand in the extension. */
    private final List<Slice> dnsNames = new ArrayList<>();

    private final List<Slice> addresses = new ArrayList<>();

    private CertificateNames() {}

    static CertificateNames of(X509Certificate certificate) {
        CertificateNames names = new CertificateNames();
        try {
            byte[] extension = certificate.getExtensionValue(SUBJECT_ALT_NAME);
            if (extension != null) {
                names.read(DerReader.of(extension));
            }
            return names;
        } catch (DerException e) {
            return new CertificateNames();
        }
    }

    private void read(DerReader extension) throws DerException {
        DerReader value = extension.enter(DerReader.OCTET_STRING);
        extension.end();
        DerReader entries = value.enter(DerReader.SEQUENCE);
        value.end();
        while (!entries.atEnd()) {
            if (entries.nextIs(DNS_NAME)) {
                dnsNames.add(entries.enter(DNS_NAME).rest());
            } else if (entries.nextIs(IP_ADDRESS)) {
                addresses.add(entries.enter(IP_ADDRESS).rest());
            } else {
                entries.skip();
            }
        }
    }

    boolean covers(Hostname host) {
        return host.isAddress() ? coversAddress(host) : coversName(host.toString());
    }

    /** RFC 9525 §6.4: octet by octet. A name that looks like an address is not one. */
    private boolean coversAddress(Hostname host) {
        Slice wanted = Slice.of(octets(host));
        return addresses.stream().anyMatch(wanted::sameAs);
    }

    private static byte[] octets(Hostname address) {
        try {
            return InetAddress.getByName(address.toString()).getAddress(); // A canonical literal: nobody is asked.
        } catch (UnknownHostException e) {
            throw new IllegalStateException(address + " is no address", e);
        }
    }

    /**
     * RFC 9525 §6.3: equal, or a wildcard that is the whole left-most label, for exactly one label. The host is canonical, so
     * that nothing malformed can equal it or what follows its first label.
     */
    private boolean coversName(String host) {
        int dot = host.indexOf('.');
        for (Slice name : dnsNames) {
            boolean wildcard = dot > 0 && name.length() > 0 && name.at(0) == '*';
            if (equal(name, 0, host, 0) || (wildcard && equal(name, 1, host, dot))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the octets from {@code first} on are the characters of a host from {@code start} on, ASCII letters in any case. */
    private static boolean equal(Slice name, int first, String host, int start) {
        int count = host.length() - start;
        if (name.length() - first != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (lowerCase(name.at(first + i)) != host.charAt(start + i)) {
                return false;
            }
        }
        return true;
    }

    /** One character for each octet, so that none is lost, and those outside of ASCII equal nothing in a host. */
    private static char lowerCase(int octet) {
        return (char) (Ascii.isUpper(octet) ? octet + ('a' - 'A') : octet);
    }

    /** For a message: what there is, made fit to be read, and shortened. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        dnsNames.forEach(name -> all.add(Quoted.of(text(name))));
        addresses.forEach(address -> all.add(Quoted.of(literal(address.copy()))));
        if (all.isEmpty()) {
            return "none";
        }
        String listed = all.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return all.size() > MAX_LISTED ? listed + " and " + (all.size() - MAX_LISTED) + " more" : listed;
    }

    private static String text(Slice name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            text.append(lowerCase(name.at(i)));
        }
        return text.toString();
    }

    private static String literal(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            return address.length + " bytes that are no address";
        }
    }
}
