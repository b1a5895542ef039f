package dev.linchpin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an override of a method that Android has since a level later than 26. Nobody can call it on an older one, so that what it calls
 * in turn need not exist there. The build's check of the API level leaves it out.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface AfterAndroid26 {}
