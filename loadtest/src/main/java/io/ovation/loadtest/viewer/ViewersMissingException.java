package io.ovation.loadtest.viewer;

/** Not every viewer that was asked for got a stream. The message says how many did and why the others did not. */
public final class ViewersMissingException extends Exception {

    private static final long serialVersionUID = 1L;

    public ViewersMissingException(String message) {
        super(message);
    }
}
