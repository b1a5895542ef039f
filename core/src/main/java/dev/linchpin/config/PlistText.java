package dev.linchpin.config;

/** A property list in the making, as Apple's own tools lay it out. */
final class PlistText {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
            + "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
            + "<plist version=\"1.0\">\n");
    private int depth;

    /** A key of ours or a host: nothing in it has to be escaped. */
    PlistText key(String name) {
        return line("<key>" + name + "</key>");
    }

    PlistText open(String element) {
        line("<" + element + ">");
        depth++;
        return this;
    }

    PlistText close(String element) {
        depth--;
        return line("</" + element + ">");
    }

    PlistText string(String text) {
        return line("<string>" + text + "</string>");
    }

    PlistText bool(boolean value) {
        return line(value ? "<true/>" : "<false/>");
    }

    private PlistText line(String line) {
        for (int i = 0; i < depth; i++) {
            out.append('\t');
        }
        out.append(line).append('\n');
        return this;
    }

    String end() {
        return out.append("</plist>\n").toString();
    }
}
