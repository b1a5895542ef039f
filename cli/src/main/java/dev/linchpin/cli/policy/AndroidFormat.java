package dev.linchpin.cli.policy;

import dev.linchpin.config.Inspection;
import dev.linchpin.config.NetworkSecurityConfig;

/** Android's network security configuration; also what becomes of an XML file that is nothing else. */
final class AndroidFormat implements PolicyFormat {
    @Override
    public String name() {
        return "android";
    }

    @Override
    public boolean recognises(String fileName, String text) {
        return fileName.endsWith(".xml") || text.stripLeading().startsWith("<") || text.startsWith("\ufeff<");
    }

    @Override
    public Inspection inspect(String text) {
        return NetworkSecurityConfig.reader().inspect(text);
    }
}
