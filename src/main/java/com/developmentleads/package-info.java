/** The program: {@code Application} hands the command line to {@code cli}. */
package com.developmentleads;
