package dev.linchpin.cli.pin;

/** Where the password of a key store comes from, if one turns out to be needed. */
interface StorePassword {
    /** The password, or {@link SourceException} if none was given and there is nobody to ask. */
    char[] get() throws SourceException;
}
