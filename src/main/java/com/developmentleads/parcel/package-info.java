/**
 * Records of the assessors, asked for at a layer of parcels: which are asked for, and which record is whose. It uses
 * {@code config}, {@code failure} and {@code listing}.
 */
package com.developmentleads.parcel;
