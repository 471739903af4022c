/** The check of an installation behind {@code leads doctor}. It uses the packages below {@code cli}. */
package com.developmentleads.doctor;
