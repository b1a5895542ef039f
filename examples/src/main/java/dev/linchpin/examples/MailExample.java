package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import java.util.Properties;

/** Angus Mail, which is Jakarta Mail and was JavaMail. */
final class MailExample {
    private MailExample() {}

    static Properties smtps(Linchpin linchpin) {
        Properties settings = new Properties();
        settings.put("mail.smtp.ssl.enable", "true");
        settings.put("mail.smtp.ssl.socketFactory", linchpin.socketFactory());
        settings.put("mail.smtp.socketFactory.fallback", "false");
        return settings;
    }

    static Properties startTls(Linchpin linchpin) {
        Properties settings = new Properties();
        settings.put("mail.smtp.starttls.enable", "true");
        settings.put("mail.smtp.starttls.required", "true");
        settings.put("mail.smtp.ssl.socketFactory", linchpin.socketFactory());
        settings.put("mail.smtp.socketFactory.fallback", "false");
        return settings;
    }
}
