package com.developmentleads.mail;

import jakarta.mail.Address;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;

/**
 * How a mail server answered each address of a mail that it did not accept. One refused address holds back the whole
 * mail; an address refused for good would keep it from the others for ever.
 */
public final class RefusedRecipients {

    private final MailText text = new MailText();

    /** Whether some addresses were refused for good and none temporarily: then the others can get the mail. */
    public boolean some(Throwable thrown) {
        SendFailedException failure = find(thrown);
        return failure != null
                && count(failure.getInvalidAddresses()) > 0
                && count(failure.getValidUnsentAddresses()) > 0
                && count(failure.getValidSentAddresses()) == 0
                && refusals(failure).stream().noneMatch(refusal -> isForNow(refusal.getReturnCode()));
    }

    /** The addresses that were not refused, separated by commas. */
    public String others(Throwable thrown) {
        return InternetAddress.toString(find(thrown).getValidUnsentAddresses());
    }

    /** One line: who was refused, in the server's words. */
    public String describe(Throwable thrown) {
        List<String> refused = new ArrayList<>();
        for (SMTPAddressFailedException refusal : refusals(find(thrown))) {
            refused.add(refusal.getAddress().getAddress() + " (" + text.header(refusal.getMessage()) + ")");
        }
        return "the mail server refuses " + String.join(", ", refused);
    }

    /** RFC 5321 has 552 mean "too many recipients" at this point, which passes (section 4.5.3.1.10). */
    private static boolean isForNow(int code) {
        return code / 100 == 4 || code == 552;
    }

    private static SendFailedException find(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SendFailedException failure) {
                return failure;
            }
        }
        return null;
    }

    private static List<SMTPAddressFailedException> refusals(SendFailedException failure) {
        List<SMTPAddressFailedException> refusals = new ArrayList<>();
        for (Exception next = failure.getNextException();
                next instanceof SendFailedException further;
                next = further.getNextException()) {
            if (further instanceof SMTPAddressFailedException refusal) {
                refusals.add(refusal);
            }
        }
        return refusals;
    }

    private static int count(Address[] addresses) {
        return addresses == null ? 0 : addresses.length;
    }
}
