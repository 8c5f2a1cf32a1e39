package org.stompest.testbroker;

import java.io.IOException;

/** The script breaks the connection here: the end of the script, and no failure. */
final class BrokenOnPurpose extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOnPurpose(String where) {
        super("broken on purpose " + where);
    }
}
