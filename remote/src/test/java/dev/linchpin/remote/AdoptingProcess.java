package dev.linchpin.remote;

import static dev.linchpin.remote.TestBundles.AUDIENCE;
import static dev.linchpin.remote.TestBundles.NOW;
import static dev.linchpin.remote.TestBundles.bundle;

import java.nio.file.Path;

/** Adopts one bundle after the other, and says which, until it is killed. */
final class AdoptingProcess {
    private AdoptingProcess() {}

    public static void main(String[] args) throws Exception {
        TestSigner anna = TestSigner.of("Anna");
        BundleVerifier verifier = BundleVerifier.of(AUDIENCE, TestSigner.threshold(1, anna));
        AdoptedBundles adopted =
                AdoptedBundles.open(BundleStore.in(Path.of(args[0])), verifier, BundleLimits.none(), 1);
        long version = adopted.last().map(Bundle::version).orElse(0L);
        System.out.println("found " + version);
        while (true) {
            version = adopted.adopt(TestSigner.sign(bundle(version + 1), anna), NOW)
                    .version();
            System.out.println("adopted " + version);
        }
    }
}
