package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signers on their own machines, and whoever looks at what they sign. */
class BundleTest {
    private static final String PIN_A = "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    private static final String PIN_B = "58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";
    private static final String PIN_C = "5kJvNEMw0KjrCAu7eXY5HZdvyCS13BbA0VJG1RSP91w=";
    private static final String AT = "--issued-at=2026-11-01T00:00:00Z";
    private static final String WHEN = "--at=2026-11-20T00:00:00Z";

    @TempDir
    Path folder;

    @BeforeEach
    void policies() throws Exception {
        Files.writeString(folder.resolve("pins.xml"), policy(PIN_A, PIN_B));
        Files.writeString(folder.resolve("later.xml"), policy(PIN_B, PIN_C));
    }

    private static String policy(String one, String other) {
        return "<network-security-config><domain-config><domain>api.example.com</domain><pin-set>"
                + "<pin digest=\"SHA-256\">" + one + "</pin><pin digest=\"SHA-256\">" + other
                + "</pin></pin-set></domain-config></network-security-config>";
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private String key(String name, String... options) {
        String[] arguments = new String[options.length + 4];
        List.of("bundle", "keygen", "-o", in(name)).toArray(arguments);
        System.arraycopy(options, 0, arguments, 4, options.length);
        Transcript run = Transcript.of(arguments);
        assertEquals(0, run.exitCode(), run.err());
        return run.lines().get(0).split(" ", -1)[0];
    }

    private void sign(String... arguments) {
        Transcript run = bundle("sign", arguments);
        assertEquals(0, run.exitCode(), run.err());
    }

    private static Transcript bundle(String command, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "bundle";
        all[1] = command;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Transcript.of(all);
    }

    /** <pre>  Anna: new bundle  ──file──►  Ben, on another machine: one more signature  ──►  2 of 3  </pre> */
    @Test
    void two_of_three_sign_one_after_the_other() throws Exception {
        String anna = key("anna");
        String ben = key("ben", "--type=ed25519");
        key("clara");
        String file = in("pins.jws");
        sign(
                file,
                "--policy=" + in("pins.xml"),
                "--audience=shop-app",
                "--bundle-version=7",
                AT,
                "--key=" + in("anna.key"));
        String[] trusted = {
            file, "--key=" + in("anna.pub"), "--key=" + in("ben.pub"), "--key=" + in("clara.pub"), "--threshold=2", WHEN
        };
        Transcript early = bundle("verify", trusted);
        assertEquals(1, early.exitCode());
        assertEquals(
                "refused  the document is signed by 1 of the trusted keys, expected 2 of 3",
                early.lines().get(0));

        sign(file, "--key=" + in("ben.key"));
        Transcript run = bundle("verify", trusted);
        assertEquals(0, run.exitCode(), run.out());
        assertEquals(
                "valid  bundle 7 for shop-app, until 2026-12-01T00:00:00Z",
                run.lines().get(0));
        JsonNode shown = json(bundle("show", file, "--json"));
        assertEquals(anna, shown.get("signers").get(0).asString());
        assertEquals(ben, shown.get("signers").get(1).asString());
        assertFalse(shown.get("verified").asBoolean());
    }

    @Test
    void verify_says_for_programs_what_is_valid_and_what_is_not() {
        key("anna");
        key("thief");
        String file = in("pins.jws");
        sign(
                file,
                "--policy=" + in("pins.xml"),
                "--audience=shop-app",
                "--bundle-version=7",
                AT,
                "--key=" + in("anna.key"));
        JsonNode valid = json(bundle("verify", file, "--key=" + in("anna.pub"), WHEN, "--json"));
        assertTrue(valid.get("valid").asBoolean());
        assertEquals(7, valid.get("version").asInt());
        assertEquals("shop-app", valid.get("audience").asString());
        assertEquals("2026-12-01T00:00:00Z", valid.get("expires").asString());
        assertEquals(0, valid.get("problems").size());

        JsonNode forged = json(bundle("verify", file, "--key=" + in("thief.pub"), WHEN, "--json"));
        assertFalse(forged.get("valid").asBoolean());
        assertTrue(forged.get("version").isNull(), "what nobody has signed says nothing");
        assertEquals(
                "TOO_FEW_SIGNATURES",
                forged.get("problems").get(0).get("reason").asString());

        JsonNode late = json(bundle("verify", file, "--key=" + in("anna.pub"), "--at=2027-01-01T00:00:00Z", "--json"));
        assertEquals(7, late.get("version").asInt());
        assertEquals("EXPIRED", late.get("problems").get(0).get("reason").asString());
        JsonNode others = json(bundle("verify", file, "--key=" + in("anna.pub"), WHEN, "--audience=other", "--json"));
        assertEquals(
                "OTHER_AUDIENCE", others.get("problems").get(0).get("reason").asString());
    }

    @Test
    void the_next_bundle_follows_the_one_that_is_served() {
        key("anna");
        sign(
                in("7.jws"),
                "--policy=" + in("pins.xml"),
                "--audience=shop-app",
                "--bundle-version=7",
                AT,
                "--key=" + in("anna.key"));
        sign(in("8.jws"), "--policy=" + in("later.xml"), "--after=" + in("7.jws"), AT, "--key=" + in("anna.key"));
        Transcript diff = bundle("diff", in("7.jws"), in("8.jws"));
        assertEquals(1, diff.exitCode());
        assertEquals(
                List.of(
                        "bundle 7 for shop-app  →  bundle 8 for shop-app",
                        "- api.example.com  sha256/" + PIN_A,
                        "+ api.example.com  sha256/" + PIN_C),
                diff.lines());
        assertEquals(0, bundle("diff", in("7.jws"), in("7.jws")).exitCode());
        JsonNode fields = json(bundle("diff", in("7.jws"), in("8.jws"), "--json"));
        assertEquals(8, fields.get("to").asInt());
        assertEquals(1, fields.get("added").size());

        String trusted = "--key=" + in("anna.pub");
        assertEquals(
                0,
                bundle("verify", in("8.jws"), trusted, WHEN, "--after=" + in("7.jws"))
                        .exitCode());
        Transcript back = bundle("verify", in("7.jws"), trusted, WHEN, "--after=" + in("8.jws"));
        assertEquals(1, back.exitCode());
        assertTrue(back.out().contains("expected 8 or a later one"), back.out());
    }

    @Test
    void keys_are_succeeded_by_old_and_new() {
        key("anna");
        key("ben");
        String file = in("8.jws");
        sign(
                file,
                "--policy=" + in("pins.xml"),
                "--audience=shop-app",
                "--bundle-version=8",
                AT,
                "--next-key=" + in("ben.pub"),
                "--key=" + in("anna.key"));
        assertEquals(1, bundle("verify", file, "--key=" + in("anna.pub"), WHEN).exitCode());
        sign(file, "--key=" + in("ben.key"));
        assertEquals(0, bundle("verify", file, "--key=" + in("anna.pub"), WHEN).exitCode());
        assertTrue(bundle("show", file).out().contains("next keys  1 of 1"));
    }

    @Test
    void a_key_with_a_pass_phrase_signs_with_it_and_not_without() throws Exception {
        Path phrase = Files.writeString(folder.resolve("phrase"), "correct horse\n");
        Path wrong = Files.writeString(folder.resolve("wrong"), "wrong horse\n");
        key("anna", "--keypass:file=" + phrase);
        String[] arguments = {
            in("pins.jws"),
            "--policy=" + in("pins.xml"),
            "--audience=a",
            "--bundle-version=1",
            AT,
            "--key=" + in("anna.key"),
            ""
        };
        arguments[6] = "--json";
        Transcript nobody = bundle("sign", arguments);
        assertEquals(2, nobody.exitCode());
        assertTrue(nobody.err().contains("it is encrypted, expected --keypass:env or --keypass:file"), nobody.err());
        arguments[6] = "--keypass:file=" + wrong;
        assertTrue(bundle("sign", arguments).err().contains("anna.key: the pass phrase is not that of the key"));
        assertFalse(Files.exists(folder.resolve("pins.jws")));
        arguments[6] = "--keypass:file=" + phrase;
        sign(arguments);
        assertEquals(
                0,
                bundle("verify", in("pins.jws"), "--key=" + in("anna.pub"), WHEN)
                        .exitCode());
    }

    @Test
    void an_android_file_is_signed_as_it_stands_where_that_is_wanted() {
        key("anna");
        sign(
                in("pins.jws"),
                "--policy=" + in("pins.xml"),
                "--embed",
                "--audience=a",
                "--bundle-version=1",
                AT,
                "--key=" + in("anna.key"));
        Transcript payload = bundle("show", in("pins.jws"), "--payload");
        assertTrue(payload.out().contains("networkSecurityConfig"), payload.out());
        assertTrue(bundle("show", in("pins.jws")).out().contains("api.example.com  sha256/" + PIN_A));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "pub"})
    void keygen_overwrites_nothing(String kind) throws Exception {
        Path there = Files.writeString(folder.resolve("anna." + kind), "precious");
        Transcript run = bundle("keygen", "-o", in("anna"));
        assertEquals(2, run.exitCode());
        assertEquals(
                "linchpin: " + there
                        + " is there already, and is not overwritten (see linchpin bundle keygen --help)\n",
                run.err());
        assertEquals("precious", Files.readString(there));
    }

    @Test
    void the_id_of_a_key_is_what_pin_shows() {
        String id = key("anna");
        assertTrue(Transcript.of("pin", in("anna.pub")).out().startsWith(id));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "show no.jws | no.jws: there is no such file",
                "show pins.xml | pins.xml: the document is no signed bundle: it has a blank",
                "verify 7.jws --key=none.pub | none.pub: there is no such file",
                "verify 7.jws --key=pins.xml | pins.xml: the key",
                "verify 7.jws --key=anna.pub --threshold=2 | the threshold of 1 trusted keys is 2, expected between 1 and 1",
                "verify 7.jws --key=anna.pub --at=today | today is no instant",
                "verify 7.jws --key=anna.pub --key=anna.pub | is listed twice",
                "sign 7.jws --key=anna.pub | anna.pub: it is no private key in PEM",
                "sign 7.jws --key=anna.key --policy=pins.xml --audience=a --bundle-version=8 | 7.jws is there already",
                "sign 8.jws --key=anna.key --policy=pins.xml --audience=a | no version, expected --bundle-version or --after",
                "sign 8.jws --key=anna.key --policy=pins.xml --bundle-version=8 | no audience, expected --audience or --after",
                "sign 8.jws --key=anna.key --policy=pins.xml --after=7.jws --bundle-version=7 | is not above 7",
                "sign 8.jws --key=anna.key --policy=no.xml --after=7.jws | no.xml: there is no such file",
                "sign 8.jws --key=anna.key --policy=pins.xml --after=7.jws --days=0 | --days 0 is not between 1 and 3650",
                "sign 8.jws --key=anna.key --policy=pins.xml --after=7.jws --next-threshold=1 | without --next-key",
                "sign 8.jws --key=anna.key --policy=pins.xml --audience=é --bundle-version=8 | the audience is",
                "keygen -o x --type=rsa | --type rsa is unknown, expected es256 or ed25519",
            })
    void says_in_one_sentence_what_is_wrong(String line, String sentence) throws Exception {
        key("anna");
        sign(
                in("7.jws"),
                "--policy=" + in("pins.xml"),
                "--audience=a",
                "--bundle-version=7",
                AT,
                "--key=" + in("anna.key"));
        String[] words = line.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replaceFirst("^((--[a-z]+=)?)([a-z0-9]+\\.(jws|xml|pub|key))$", "$1" + folder + "/$3");
        }
        words[0] = line.split(" ", -1)[0];
        Transcript run = Transcript.of(
                Stream.concat(Stream.of("bundle"), Stream.of(words)).toArray(String[]::new));
        assertEquals(2, run.exitCode(), run.out());
        assertTrue(run.err().contains(sentence), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
        assertFalse(Files.exists(folder.resolve("8.jws")));
    }

    @Test
    void without_a_command_it_says_which_there_are() {
        Transcript run = Transcript.of("bundle");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("keygen"), run.err());
    }

    private static JsonNode json(Transcript run) {
        return JsonMapper.shared().readTree(run.out());
    }
}
