package io.ovation.loadtest.audience;

import java.util.List;

/** What members of an audience say. */
final class Remarks {

    /** At any time. */
    static final List<String> CALM = List.of(
            "Good evening from Lisbon!",
            "Just joined, what did I miss?",
            "The picture is so crisp today",
            "Watching with the whole family tonight",
            "Hello everyone, greetings from Nairobi",
            "Sound is perfect here, thank you",
            "First time watching live. Loving it.",
            "Is there going to be a recording?",
            "This is the best part of my week",
            "Who else is supposed to be working?",
            "Got my tea, ready for the next hour",
            "It is 3 am here and I regret nothing",
            "The lighting is beautiful",
            "Can you say a bit more about how you did that?",
            "Hi from a very rainy Glasgow",
            "My cat is watching too, she approves",
            "That explanation finally made it click for me",
            "Took notes the whole time",
            "How long have you been practising this?",
            "I could listen to this all day",
            "Saying hi from the train, the connection holds up nicely",
            "Will there be time for questions at the end?",
            "Love how calm everybody in this chat is",
            "What song was that, a minute ago?",
            "Sent the link to three friends already",
            "I missed last week, so glad I made it today",
            "The new set looks great",
            "Thank you for doing these",
            "Can confirm, it works on my phone as well",
            "Day made.",
            "Welcome to everyone who just came in!",
            "Question: what would you do differently next time?",
            "That little detail in the background, did anybody else see it?",
            "I have been waiting for this one",
            "Greetings from Osaka, good morning here");

    /** Just after something happened. */
    static final List<String> EXCITED = List.of(
            "WOW",
            "Did that really just happen?!",
            "Goosebumps!",
            "Again! Again!",
            "I screamed and woke up the neighbours",
            "That was incredible",
            "Standing ovation from my sofa",
            "Okay, I did not see that coming",
            "Best moment of the night",
            "Look at all those hearts!",
            "My jaw is on the floor",
            "Bravo!!",
            "Somebody clip that, please",
            "Yes yes yes!",
            "Unreal. Simply unreal.");

    private Remarks() {}
}
