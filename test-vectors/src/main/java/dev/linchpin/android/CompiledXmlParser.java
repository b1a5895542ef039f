package dev.linchpin.android;

import dev.linchpin.android.CompiledXml.Attribute;
import dev.linchpin.android.CompiledXml.End;
import dev.linchpin.android.CompiledXml.Node;
import dev.linchpin.android.CompiledXml.Start;
import dev.linchpin.android.CompiledXml.Text;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a compiled file out to the platform, as its {@code XmlBlock.Parser} does, behind the interface of the platform's class loader. An
 * attribute that is asked for without a namespace is one that has none.
 */
final class CompiledXmlParser implements InvocationHandler {
    private static final int START_DOCUMENT = 0;
    private static final int END_DOCUMENT = 1;
    private static final int START_TAG = 2;
    private static final int END_TAG = 3;
    private static final int TEXT = 4;

    /** The platform's {@code TypedValue.coerceToString}. */
    interface Texts {
        @Nullable
        String of(int type, int data);
    }

    private final List<Node> nodes;
    private final Texts texts;
    /** -1 before the first call of {@code next}. */
    private int position = -1;

    private int depth;

    CompiledXmlParser(CompiledXml file, Texts texts) {
        this.nodes = file.nodes();
        this.texts = texts;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] given) {
        Object[] arguments = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "next", "nextToken" -> next();
            case "getEventType" -> event();
            case "getDepth" -> depth;
            case "getName" -> name();
            case "getText" -> node() instanceof Text text ? text.text() : null;
            case "getLineNumber" -> line();
            case "getPositionDescription" -> "Binary XML file line #" + line();
            case "getAttributeCount" ->
                node() instanceof Start start ? start.attributes().size() : -1;
            case "getAttributeName" -> at(arguments).name();
            case "getAttributeNamespace" -> at(arguments).namespace();
            case "getAttributeValue" -> text(asked(arguments, 0));
            case "getAttributeBooleanValue" -> {
                boolean otherwise = (boolean) arguments[arguments.length - 1];
                Attribute asked = asked(arguments, 1);
                yield asked == null ? otherwise : asked.value().asBoolean(otherwise);
            }
            case "getAttributeResourceValue" -> {
                int otherwise = (int) arguments[arguments.length - 1];
                Attribute asked = asked(arguments, 1);
                yield asked == null ? otherwise : asked.value().asReference(otherwise);
            }
            case "nextText" -> nextText();
            case "require" -> {
                require((int) arguments[0], (String) arguments[2]);
                yield null;
            }
            case "close" -> null;
            case "toString" -> "a compiled file";
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private int next() {
        if (position >= nodes.size()) {
            return END_DOCUMENT;
        }
        if (position >= 0 && nodes.get(position) instanceof End) {
            depth--;
        }
        position++;
        if (node() instanceof Start) {
            depth++;
        }
        return event();
    }

    private String nextText() {
        require(START_TAG, name());
        if (next() == END_TAG) {
            return "";
        }
        String text = node() instanceof Text found ? found.text() : null;
        if (text == null || next() != END_TAG) {
            throw new IllegalStateException("text and nothing else expected: Binary XML file line #" + line());
        }
        return text;
    }

    /** Nobody asks with a namespace. */
    private void require(int event, @Nullable String name) {
        if (event() != event || (name != null && !name.equals(name()))) {
            throw new IllegalStateException("expected " + name + ": Binary XML file line #" + line());
        }
    }

    private int event() {
        Node node = node();
        if (node instanceof Start) {
            return START_TAG;
        } else if (node instanceof End) {
            return END_TAG;
        } else if (node instanceof Text) {
            return TEXT;
        }
        return position < 0 ? START_DOCUMENT : END_DOCUMENT;
    }

    private @Nullable Node node() {
        return position >= 0 && position < nodes.size() ? nodes.get(position) : null;
    }

    private @Nullable String name() {
        Node node = node();
        if (node instanceof Start start) {
            return start.name();
        }
        return node instanceof End end ? end.name() : null;
    }

    private int line() {
        Node node = node();
        return node == null ? -1 : node.line();
    }

    private Attribute at(Object[] arguments) {
        if (node() instanceof Start start) {
            return start.attributes().get((int) arguments[0]);
        }
        throw new IndexOutOfBoundsException(String.valueOf(arguments[0]));
    }

    /** By index, or by namespace and name, with so many arguments behind. */
    private @Nullable Attribute asked(Object[] arguments, int more) {
        if (arguments.length - more == 1) {
            return at(arguments);
        }
        String namespace = arguments[0] == null ? "" : (String) arguments[0];
        return node() instanceof Start start
                ? start.attributes().stream()
                        .filter(one ->
                                one.namespace().equals(namespace) && one.name().equals(arguments[1]))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private @Nullable String text(@Nullable Attribute asked) {
        if (asked == null || asked.value().text() != null) {
            return asked == null ? null : asked.value().text();
        } else if (asked.value().isNull()) {
            throw new IndexOutOfBoundsException(asked.name());
        }
        return texts.of(asked.value().type(), asked.value().data());
    }
}
