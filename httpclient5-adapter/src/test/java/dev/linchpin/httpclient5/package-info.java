/** What is special to Apache HttpClient 5. */
@NullMarked
package dev.linchpin.httpclient5;

import org.jspecify.annotations.NullMarked;
