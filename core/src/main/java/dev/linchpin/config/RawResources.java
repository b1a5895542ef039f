package dev.linchpin.config;

import java.io.IOException;

/** Where {@code <certificates src="@raw/…"/>} finds its files. */
@FunctionalInterface
public interface RawResources {
    /**
     * The bytes of a resource: certificates, PEM or DER.
     *
     * @param reference as it stands in the file, such as {@code @raw/company_ca}
     * @throws IOException if there is none; the file that names it is refused
     */
    byte[] read(String reference) throws IOException;
}
