/** Answers of the embedded provider's models to chat requests. */
package com.developmentleads.provider.chat;
