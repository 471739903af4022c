package com.developmentleads.parcel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a record is, in degrees: {@code centroid}, of a layer of outlines, or {@code geometry}, of a layer of points. With
 * {@code none} it is not asked for.
 */
final class RecordPoint {

    private static final double LARGEST_LONGITUDE = 180;
    private static final double LARGEST_LATITUDE = 90;

    private final String kind;

    RecordPoint(String kind) {
        this.kind = kind;
    }

    /** What a form says about geometry; an outline has hundreds of corners and is never asked for. */
    String form() {
        return switch (kind) {
            case "centroid" -> "&returnGeometry=false&returnCentroid=true&outSR=4326";
            case "geometry" -> "&returnGeometry=true&outSR=4326";
            default -> "&returnGeometry=false";
        };
    }

    /** The columns {@code lon} and {@code lat}; null when the record has no point, or one that is on no map. */
    Map<String, Object> of(JsonNode feature) {
        JsonNode lon = feature.path(kind).path("x");
        JsonNode lat = feature.path(kind).path("y");
        boolean isPoint = lon.isNumber()
                && lat.isNumber()
                && Math.abs(lon.asDouble()) <= LARGEST_LONGITUDE
                && Math.abs(lat.asDouble()) <= LARGEST_LATITUDE
                && (lon.asDouble() != 0 || lat.asDouble() != 0);
        Map<String, Object> point = new HashMap<>();
        point.put("lon", isPoint ? lon.asDouble() : null);
        point.put("lat", isPoint ? lat.asDouble() : null);
        return point;
    }
}
