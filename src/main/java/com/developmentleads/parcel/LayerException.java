package com.developmentleads.parcel;

/** The layer of parcels answered with something else than records. */
public final class LayerException extends RuntimeException {

    public LayerException(String message) {
        super(message);
    }
}
