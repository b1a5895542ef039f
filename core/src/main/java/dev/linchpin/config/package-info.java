/**
 * Policies in files: what a file says ({@link dev.linchpin.config.PolicyDraft}), where, and what is to be said about it
 * ({@link dev.linchpin.config.Finding}).
 */
@NullMarked
package dev.linchpin.config;

import org.jspecify.annotations.NullMarked;
