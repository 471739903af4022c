/** Prices of models and what was spent. It uses no other package. */
package com.developmentleads.pricing;
